/** What is used in this process: counted where it happens, and handed to the ledger that all processes share. */
@NullMarked
package io.carillon.backplane.meter;

import org.jspecify.annotations.NullMarked;
