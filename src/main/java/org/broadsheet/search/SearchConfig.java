package org.broadsheet.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much work one search may take; what is beyond that is estimated. */
@ConfigMapping(prefix = "broadsheet.search")
interface SearchConfig {

    /** Up to so many matches are found by the index of words; more, from the latest story back. */
    @WithDefault("10000")
    long few();

    /** So many stories that pass a filter are looked at one by one. */
    @WithDefault("3000")
    long narrow();

    /** Of few matches, the latest so many are ranked. */
    @WithDefault("2000")
    int rankedOfFew();

    /** From the latest story back, so many are looked at for one page. */
    @WithDefault("20000")
    int reach();

    /** Of many matches, the latest so many are ranked. */
    @WithDefault("500")
    int rankedOfMany();

    /** Besides, of those whose title matches, the latest so many. */
    @WithDefault("200")
    int rankedTitles();

    /** As long as at most so many titles match. */
    @WithDefault("5000")
    int fewTitles();

    /** Of so many stories, it is found out what share matches. */
    @WithDefault("4000")
    int sample();
}
