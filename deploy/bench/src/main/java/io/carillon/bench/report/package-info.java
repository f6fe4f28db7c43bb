/** What runs found, as it is kept and as it is read. */
@NullMarked
package io.carillon.bench.report;

import org.jspecify.annotations.NullMarked;
