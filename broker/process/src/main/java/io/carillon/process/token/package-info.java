/** How this process makes sure of tokens: one desk, whoever asks. */
@NullMarked
package io.carillon.process.token;

import org.jspecify.annotations.NullMarked;
