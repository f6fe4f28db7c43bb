/** What was found, for people as a table and for programs as JSON. */
@NullMarked
package io.carillon.faults.report;

import org.jspecify.annotations.NullMarked;
