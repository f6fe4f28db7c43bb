/** What a tenant's backend automates: apps, their keys, rules, issuers and revocations, and what they used. */
@NullMarked
package io.carillon.client.management;

import org.jspecify.annotations.NullMarked;
