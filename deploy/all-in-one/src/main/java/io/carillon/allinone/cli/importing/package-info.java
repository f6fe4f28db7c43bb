/** What the configurations of other servers say about apps, in Carillon's words. */
@NullMarked
package io.carillon.allinone.cli.importing;

import org.jspecify.annotations.NullMarked;
