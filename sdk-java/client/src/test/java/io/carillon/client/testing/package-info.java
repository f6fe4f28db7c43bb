/** What modules that build upon the client test with: the platform as its users start it, and what their READMEs say. */
@NullMarked
package io.carillon.client.testing;

import org.jspecify.annotations.NullMarked;
