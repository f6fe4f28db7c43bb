/** What connection tokens cost, whom slow signatures keep waiting, and how soon a revocation is everywhere. */
@NullMarked
package io.carillon.bench.tokens;

import org.jspecify.annotations.NullMarked;
