/** What watches the process is told on a port of its own. */
@NullMarked
package io.carillon.allinone.management;

import org.jspecify.annotations.NullMarked;
