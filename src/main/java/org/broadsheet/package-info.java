/**
 * Broadsheet: a headless content API for news and story sites. Each package here is an area, and each package of an area
 * a feature. An area depends only on those below it: {@code site}, {@code editorial}, {@code integration}, {@code discovery},
 * {@code content}, {@code delivery}, {@code identity}, {@code changelog}, {@code contract}, {@code platform}.
 */
package org.broadsheet;
