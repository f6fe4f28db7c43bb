/** What a process keeps on disk, and the secrets that it reads from there. */
@NullMarked
package io.carillon.process.data;

import org.jspecify.annotations.NullMarked;
