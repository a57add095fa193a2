package org.broadsheet.site.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.broadsheet.editorial.story.StoryInput;

/**
 * A sample story.
 *
 * @param content as an editor would send it
 * @param age the time between its publication and the first load
 */
record SampleStory(StoryInput content, Duration age) {

    private static final int IMAGE_WIDTH = 1200;
    private static final int IMAGE_HEIGHT = 675;

    /**
     * Reads a file that has the members of the content in YAML and then the body in Markdown. Its {@code image} has a
     * {@code file} instead of an address, and {@code age} is a member of its own.
     */
    static SampleStory read(String slug, String file, ObjectMapper yaml) throws JsonProcessingException {
        String[] parts = file.split("(?m)^---\\R", 3);
        ObjectNode content = (ObjectNode) yaml.readTree(parts[1]);
        Duration age = Duration.parse(content.remove("age").textValue());
        ObjectNode image = content.withObject("image");
        image.put("url", "/sample/images/" + image.remove("file").textValue())
                .put("width", IMAGE_WIDTH)
                .put("height", IMAGE_HEIGHT);
        content.put("slug", slug);
        content.putObject("body").put("format", "markdown").put("source", parts[2]);
        return new SampleStory(yaml.treeToValue(content, StoryInput.class), age);
    }
}
