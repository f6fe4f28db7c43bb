/** What was run and how it went, for docs/conformance.md. */
@NullMarked
package io.carillon.acceptance.report;

import org.jspecify.annotations.NullMarked;
