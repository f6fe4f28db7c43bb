/** The database that holds what must not be forgotten: embedded in the data folder, or PostgreSQL; the same tables in both. */
@NullMarked
package io.carillon.controlplane.database;

import org.jspecify.annotations.NullMarked;
