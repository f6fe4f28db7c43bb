/** What can be set, and which of a flag, the environment, the file and the default decides. */
@NullMarked
package io.carillon.process.settings;

import org.jspecify.annotations.NullMarked;
