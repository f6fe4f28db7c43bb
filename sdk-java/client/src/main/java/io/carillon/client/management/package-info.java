/**
 * What a tenant's backend automates: organisations with their people and tokens, apps with their keys, rules, issuers and revocations, what they
 * used, and who did what.
 */
@NullMarked
package io.carillon.client.management;

import org.jspecify.annotations.NullMarked;
