/** JSON that is read without expectations. */
@NullMarked
package io.carillon.allinone.cli.json;

import org.jspecify.annotations.NullMarked;
