/** What it costs to have many apps, and how soon a change of one is everywhere. */
@NullMarked
package io.carillon.bench.apps;

import org.jspecify.annotations.NullMarked;
