/** What an event must be like for a channel to take it: its name, and its data by JSON Schema. */
@NullMarked
package io.carillon.schema;

import org.jspecify.annotations.NullMarked;
