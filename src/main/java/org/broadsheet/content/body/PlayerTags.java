package org.broadsheet.content.body;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds the end tags that video, audio, objects and players lack in HTML: parsers regard all that follows as their
 * content, which is only for browsers that cannot play them.
 */
final class PlayerTags {

    private static final List<String> NAMES = List.of("video", "audio", "iframe", "object");

    private static final Pattern TAG = Pattern.compile(
            "<(/?)(video|audio|iframe|object)(?=[\\s/>])(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>",
            Pattern.CASE_INSENSITIVE);

    /** The elements without content that follow a start tag. */
    private static final Pattern PARTS = Pattern.compile(
            "(?:\\s*+<(?:source|track|param)[\\s/>][^<>]*+>?(?:\\s*+</(?:source|track|param)\\s*+>)?+)*+",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ENDS_AT_ONCE =
            Pattern.compile("<[a-z]+/>|.*[\\s\"']/>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private PlayerTags() {}

    static String withEnds(String html) {
        if (!hasPlayers(html)) {
            return html;
        }
        List<MatchResult> tags = TAG.matcher(html).results().toList();
        Set<MatchResult> open = open(tags);
        StringBuilder repaired = new StringBuilder();
        int copied = 0;
        for (MatchResult tag : tags) {
            if (open.contains(tag)) {
                int end = endsAtOnce(tag) ? tag.end() : endOfParts(html, tag.end());
                repaired.append(html, Math.min(copied, end), end)
                        .append("</")
                        .append(tag.group(2))
                        .append('>');
                copied = end;
            }
        }
        return repaired.append(html, copied, html.length()).toString();
    }

    /** Most bodies have none; looking for the names takes less time than the expression. */
    private static boolean hasPlayers(String html) {
        for (int tag = html.indexOf('<'); tag >= 0; tag = html.indexOf('<', tag + 1)) {
            for (String name : NAMES) {
                if (html.regionMatches(true, tag + 1, name, 0, name.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the start tags without an end tag. */
    private static Set<MatchResult> open(List<MatchResult> tags) {
        Set<MatchResult> open = new HashSet<>();
        Map<String, Deque<MatchResult>> started = new HashMap<>();
        for (MatchResult tag : tags) {
            Deque<MatchResult> same =
                    started.computeIfAbsent(tag.group(2).toLowerCase(Locale.ROOT), name -> new ArrayDeque<>());
            if (!tag.group(1).isEmpty()) {
                same.poll();
            } else if (endsAtOnce(tag)) {
                open.add(tag);
            } else {
                same.push(tag);
            }
        }
        started.values().forEach(open::addAll);
        return open;
    }

    private static boolean endsAtOnce(MatchResult tag) {
        return ENDS_AT_ONCE.matcher(tag.group()).matches();
    }

    private static int endOfParts(String html, int from) {
        Matcher parts = PARTS.matcher(html).region(from, html.length());
        return parts.lookingAt() ? parts.end() : from;
    }
}
