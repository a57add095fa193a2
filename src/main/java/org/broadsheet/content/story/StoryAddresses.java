package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.content.body.Bodies;
import org.broadsheet.content.image.ContentImage;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.naming.Slug;

/** Converts between stories and their addresses on the site. */
@ApplicationScoped
public class StoryAddresses {

    private final String template;
    private final Optional<String> previewTemplate;
    private final PublicUrl publicUrl;
    private final Pattern address;

    @Inject
    StoryAddresses(SiteConfig site) {
        this(site, PublicUrl.configured());
    }

    /** @param publicUrl public base URL of this server, with which the addresses of its own files begin */
    StoryAddresses(SiteConfig site, PublicUrl publicUrl) {
        this.template = site.storyUrl();
        this.previewTemplate = site.previewUrl();
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

    /** Returns the site's own preview page of a draft; a draft without a slug is named by its id. */
    public Optional<String> ofPreview(String token, String slug, UUID id) {
        return previewTemplate.map(page -> page.replace("{token}", token)
                .replace("{slug}", slug == null ? id.toString() : slug)
                .replace("{id}", id.toString()));
    }

    ContentImage withAddress(ContentImage image) {
        return image.withAddress(publicUrl);
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
