package org.broadsheet.content.body;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** The players of other sites that a body may embed. Rendering requests nothing from these sites. */
public final class Embeds {

    /** The default of {@code broadsheet.embeds.hosts}. */
    static final String DEFAULT_HOSTS = "www.youtube-nocookie.com,player.vimeo.com,w.soundcloud.com,open.spotify.com,"
            + "datawrapper.dwcdn.net,flo.uri.sh,public.flourish.studio,e.infogram.com,embed.podcasts.apple.com,"
            + "embed.ted.com,geo.dailymotion.com,bandcamp.com,codepen.io,www.openstreetmap.org";

    private static final Map<String, String> PROVIDERS = Map.ofEntries(
            Map.entry("www.youtube-nocookie.com", "YouTube"),
            Map.entry("player.vimeo.com", "Vimeo"),
            Map.entry("w.soundcloud.com", "SoundCloud"),
            Map.entry("open.spotify.com", "Spotify"),
            Map.entry("datawrapper.dwcdn.net", "Datawrapper"),
            Map.entry("flo.uri.sh", "Flourish"),
            Map.entry("public.flourish.studio", "Flourish"),
            Map.entry("e.infogram.com", "Infogram"),
            Map.entry("embed.podcasts.apple.com", "Apple Podcasts"),
            Map.entry("embed.ted.com", "TED"),
            Map.entry("geo.dailymotion.com", "Dailymotion"),
            Map.entry("bandcamp.com", "Bandcamp"),
            Map.entry("codepen.io", "CodePen"),
            Map.entry("www.openstreetmap.org", "OpenStreetMap"));

    private static final String YOUTUBE = "(?:(?:www|m|music)\\.)?youtube(?:-nocookie)?\\.com/";
    private static final String YOUTUBE_PLAYER = "https://www.youtube-nocookie.com/embed/";
    private static final Pattern END = Pattern.compile("[?&]end=0*([1-9]\\d{0,5})(?=[&#]|$)");
    private static final Pattern LIST = Pattern.compile("[?&]list=([\\w-]{2,64})(?=[&#]|$)");

    /** Addresses of pages and players, each with the page and the player of the same content. */
    private static final List<Site> SITES = List.of(
            new Site(
                    YOUTUBE + "(?:playlist|embed(?:/videoseries)?/?)\\?(?:[^#]*&)?list=([\\w-]{2,64})(?:[&#].*)?",
                    found -> new Embed(
                            "YouTube",
                            "https://www.youtube.com/playlist?list=" + found.group(1),
                            YOUTUBE_PLAYER + "videoseries?list=" + found.group(1))),
            new Site(
                    YOUTUBE + "(?:embed/live_stream\\?(?:[^#]*&)?channel=([\\w-]{2,64})(?:[&#].*)?"
                            + "|channel/([\\w-]{2,64})/live/?(?:[?#].*)?)",
                    found -> {
                        String channel = found.group(1) == null ? found.group(2) : found.group(1);
                        return new Embed(
                                "YouTube",
                                "https://www.youtube.com/channel/" + channel + "/live",
                                YOUTUBE_PLAYER + "live_stream?channel=" + channel);
                    }),
            new Site(
                    YOUTUBE + "(?:watch\\?(?:[^#]*&)?v=|embed/(?!videoseries|live_stream)|shorts/|live/|v/)"
                            + "([\\w-]{6,20})(?:[?&#].*)?|youtu\\.be/([\\w-]{6,20})(?:[?#].*)?",
                    found -> {
                        String id = found.group(1) == null ? found.group(2) : found.group(1);
                        String start = start(found.group());
                        String rest = parameter(END, "end", found.group()) + parameter(LIST, "list", found.group());
                        return new Embed(
                                "YouTube",
                                "https://www.youtube.com/watch?v=" + id + (start.isEmpty() ? "" : "&t=" + start) + rest,
                                YOUTUBE_PLAYER
                                        + id
                                        + ((start.isEmpty() ? "" : "&start=" + start) + rest).replaceFirst("&", "?"),
                                "https://i.ytimg.com/vi/" + id + "/hqdefault.jpg");
                    }),
            new Site(
                    "(?:www\\.)?vimeo\\.com/(\\d+)(?:/(\\w+))?/?(?:[?#].*)?|player\\.vimeo\\.com/video/(\\d+)(?:\\?(?:[^#]*&)?h=(\\w+))?(?:[?&#].*)?",
                    found -> {
                        String id = found.group(1) == null ? found.group(3) : found.group(1);
                        String hash = found.group(1) == null ? found.group(4) : found.group(2);
                        return new Embed(
                                "Vimeo",
                                "https://vimeo.com/" + id + (hash == null ? "" : "/" + hash),
                                "https://player.vimeo.com/video/" + id + (hash == null ? "" : "?h=" + hash));
                    }),
            new Site(
                    "open\\.spotify\\.com/(?:intl-\\w+/)?(?:embed/|embed-podcast/)?(track|album|playlist|artist|episode|show)/(\\w+)(?:[/?#].*)?",
                    found -> new Embed(
                            "Spotify",
                            "https://open.spotify.com/" + found.group(1) + "/" + found.group(2),
                            "https://open.spotify.com/embed/" + found.group(1) + "/" + found.group(2))),
            new Site(
                    "(?:www\\.|m\\.)?(soundcloud\\.com/[\\w-]+/[\\w-]+(?:/[\\w-]+)?)/?(?:[?#].*)?"
                            + "|w\\.soundcloud\\.com/player/\\?url=https(?:%3A|:)(?:%2F|/){2}(soundcloud\\.com(?:(?:%2F|/)[\\w-]+){2,3})(?:&.*)?",
                    found -> {
                        String page = "https://"
                                + (found.group(1) == null ? found.group(2).replace("%2F", "/") : found.group(1));
                        return new Embed(
                                "SoundCloud",
                                page,
                                "https://w.soundcloud.com/player/?url="
                                        + URLEncoder.encode(page, StandardCharsets.UTF_8));
                    }));

    private static final Pattern SCHEME = Pattern.compile("^(?:https?:)?//", Pattern.CASE_INSENSITIVE);
    private static final Pattern START =
            Pattern.compile("[?&](?:t|start)=(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s?)?(?=[&#]|$)");
    private static final int SECONDS = 60;

    /** A name, since an iframe has no other address that is compared with the hosts. */
    private static final Pattern HOST =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,62}");

    private final Set<String> hosts;

    private Embeds(Set<String> hosts) {
        this.hosts = hosts;
    }

    /**
     * @param hosts names that commas or spaces separate
     * @throws IllegalArgumentException if one is not the name of a host
     */
    static Embeds of(String hosts) {
        Set<String> names = Stream.of(hosts.toLowerCase(Locale.ROOT).split("[\\s,]+"))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        names.forEach(name -> {
            if (!HOST.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "BROADSHEET_EMBEDS_HOSTS accepts names of hosts such as player.example, and not " + name);
            }
        });
        return new Embeds(Collections.unmodifiableSet(names));
    }

    /**
     * Returns the players of the configured hosts.
     *
     * @throws ConfigurationException if the setting has something else, at the start of the server
     */
    public static Embeds configured() {
        return Configured.VALUE;
    }

    /** Reads the setting once, when it is first needed. */
    private static final class Configured {

        static final Embeds VALUE = read();

        private static Embeds read() {
            try {
                return of(ConfigProvider.getConfig()
                        .getOptionalValue("broadsheet.embeds.hosts", String.class)
                        .orElse(DEFAULT_HOSTS));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(e.getMessage(), e);
            }
        }
    }

    /** Returns the hosts from which players come. */
    public Set<String> hosts() {
        return hosts;
    }

    /**
     * A player.
     *
     * @param url the page of the content; the player itself if the site has no other page that is known
     * @param player the address that an {@code iframe} shows
     * @param thumbnail null if it is not known without a request to the site
     */
    record Embed(String provider, String url, String player, String thumbnail) {
        Embed(String provider, String url, String player) {
            this(provider, url, player, null);
        }
    }

    private record Site(Pattern pattern, Function<MatchResult, Embed> embed) {
        Site(String pattern, Function<MatchResult, Embed> embed) {
            this(Pattern.compile(pattern), embed);
        }
    }

    /** Returns the player of a page whose content can be embedded. */
    Optional<Embed> ofPage(String address) {
        Matcher scheme = SCHEME.matcher(address);
        if (!scheme.find()) {
            return Optional.empty();
        }
        String rest = address.substring(scheme.end());
        for (Site site : SITES) {
            Matcher found = site.pattern.matcher(rest);
            if (found.matches()) {
                return Optional.of(site.embed.apply(found)).filter(embed -> hosts.contains(hostOf(embed.player())));
            }
        }
        return Optional.empty();
    }

    /** Returns the player at an address that an {@code iframe} shows. */
    Optional<Embed> ofPlayer(String address) {
        Optional<Embed> known = ofPage(address);
        Matcher scheme = SCHEME.matcher(address);
        if (known.isPresent() || !scheme.find()) {
            return known;
        }
        String player = "https://" + address.substring(scheme.end());
        String host = hostOf(player);
        return hosts.contains(host)
                ? Optional.of(new Embed(PROVIDERS.getOrDefault(host, host), player, player))
                : Optional.empty();
    }

    private static String hostOf(String address) {
        try {
            URI uri = URI.create(address);
            boolean plain = uri.getHost() != null && uri.getUserInfo() == null && uri.getPort() < 0;
            return plain ? uri.getHost().toLowerCase(Locale.ROOT) : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String parameter(Pattern pattern, String name, String address) {
        Matcher value = pattern.matcher(address);
        return value.find() ? "&" + name + "=" + value.group(1) : "";
    }

    private static String start(String address) {
        Matcher start = START.matcher(address);
        if (!start.find()) {
            return "";
        }
        long seconds = 0;
        for (int group = 1; group <= start.groupCount(); group++) {
            String number = start.group(group);
            seconds = seconds * SECONDS + (number == null || number.length() > 6 ? 0 : Long.parseLong(number));
        }
        return seconds == 0 ? "" : Long.toString(seconds);
    }
}
