package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.content.body.Bodies;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.naming.Slug;

/** Converts between stories and their addresses on the site. */
@ApplicationScoped
public class StoryAddresses {

    private final String template;
    private final PublicUrl publicUrl;
    private final Pattern address;

    @Inject
    StoryAddresses(SiteConfig site) {
        this(site, PublicUrl.configured());
    }

    /** @param publicUrl public base URL of this server, with which the addresses of its own files begin */
    StoryAddresses(SiteConfig site, PublicUrl publicUrl) {
        this.template = site.storyUrl();
        this.publicUrl = publicUrl;
        String path = template.replaceFirst("^https?://[^/]*", "");
        String origin = template.substring(0, template.length() - path.length());
        String name = "(" + Slug.PATTERN + ")";
        this.address = Pattern.compile("(?:" + Pattern.quote(origin) + ")?"
                + Pattern.quote(path).replace("{slug}", "\\E" + name + "\\Q").replace("{id}", "\\E" + name + "\\Q")
                + "(?:[?#].*)?");
    }

    String of(String slug, UUID id) {
        return template.replace("{slug}", slug).replace("{id}", id.toString());
    }

    /** Images on this server are stored by path, so the public URL is prepended. */
    StoryImage withAddress(StoryImage image) {
        return image.url().startsWith("/")
                ? new StoryImage(
                        publicUrl.value() + image.url(),
                        image.alt(),
                        image.width(),
                        image.height(),
                        image.caption(),
                        image.credit())
                : image;
    }

    /**
     * Returns the slug or id in a link: {@code story:<slug or id>}, or an address on the site, with or without its
     * origin.
     */
    public Optional<String> storyIn(String href) {
        if (href.startsWith(Bodies.STORY_SCHEME)) {
            return Optional.of(href.substring(Bodies.STORY_SCHEME.length()))
                    .filter(name -> Slug.isSlug(name) || Slug.isId(name));
        }
        Matcher matcher = address.matcher(href);
        return matcher.matches() && matcher.groupCount() > 0 ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
