/** The way into {@code /api/v1}: who calls and what they may, and how bodies, pages, versions and repetitions look. */
@NullMarked
package io.carillon.controlplane.management;

import org.jspecify.annotations.NullMarked;
