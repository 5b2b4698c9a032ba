// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the one method that may end the process; the check of forbidden calls knows it.
 *
 * <p>Owner: anyone. Allocates: never.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface ExitsTheProcess {}
