package org.broadsheet.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The lexemes that tell a story apart: those that it says often, and few others do. */
final class Terms {

    /** What is less rare than this share of what is unique tells nothing apart. */
    private static final double TELLING = 0.3;

    /** What hardly anybody else says is no more telling than this: nothing can be found by it, and it would fill the list. */
    private static final long FEW = 3;

    private Terms() {}

    /**
     * @param weights how often the story says each lexeme
     * @param stories how many say it
     * @param all how many stories there are
     * @param most terms to take
     * @return weights that make a vector of length 1, the heaviest first
     */
    static Map<String, Double> of(Map<String, Double> weights, Map<String, Long> stories, long all, int most) {
        double least = TELLING * Math.log(1 + (double) all);
        Map<String, Double> heaviest = weights.entrySet().stream()
                .filter(lexeme -> rarity(stories.getOrDefault(lexeme.getKey(), 1L), all) >= least)
                .map(lexeme -> Map.entry(
                        lexeme.getKey(),
                        (1 + Math.log(lexeme.getValue()))
                                * rarity(Math.max(FEW, stories.getOrDefault(lexeme.getKey(), FEW)), all)))
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Double::sum, LinkedHashMap::new));
        double length = Math.sqrt(heaviest.values().stream()
                .mapToDouble(weight -> weight * weight)
                .sum());
        heaviest.replaceAll((lexeme, weight) -> weight / length);
        return heaviest;
    }

    /** Inverse document frequency: 0 for what everybody says. */
    static double rarity(long stories, long all) {
        return Math.log(1 + (double) Math.max(0, all - stories) / (Math.max(1, stories) + 0.5));
    }
}
