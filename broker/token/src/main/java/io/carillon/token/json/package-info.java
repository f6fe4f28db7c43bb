/** JSON from strangers: read strictly, within bounds, with every number kept as it was written. */
@NullMarked
package io.carillon.token.json;

import org.jspecify.annotations.NullMarked;
