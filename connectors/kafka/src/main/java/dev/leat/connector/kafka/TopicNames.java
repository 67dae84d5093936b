package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** From a stream's name to its topic's, by the template; two streams never share a topic. */
final class TopicNames {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final Pattern PLACE = Pattern.compile("\\{[^}]*\\}?");

    private final String template;
    private final Map<String, StreamDescriptor> taken = new HashMap<>();

    /** @throws ConnectorException CONFIG if the template has other places than those there are */
    TopicNames(String template) {
        this.template = template;
        PLACE.matcher(template).results().forEach(place -> {
            if (!place.group().matches("\\{(stream|namespace|name)\\}")) {
                throw ConnectorException.config(
                        "topic_template has " + place.group() + "; there are {stream}, {namespace} and {name}");
            }
        });
    }

    /** @throws ConnectorException CONFIG for a name that Kafka does not allow, or that another stream has */
    String of(StreamDescriptor stream) {
        String namespace = stream.namespace() == null ? "" : stream.namespace();
        String name = template.replace("{stream}", stream.toString())
                .replace("{namespace}", namespace)
                .replace("{name}", stream.name());
        if (!LEGAL.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw ConnectorException.config("stream \"" + stream + "\" would go to a topic called \"" + name
                    + "\"; a topic's name has up to 249 letters, digits, dots, underscores and hyphens. Set"
                    + " topic_template, or give the stream another name");
        }
        // The broker takes dots for underscores in the names of its metrics, and refuses both.
        StreamDescriptor other = taken.putIfAbsent(name.replace('.', '_'), stream);
        if (other != null && !other.equals(stream)) {
            throw ConnectorException.config("the streams \"" + other + "\" and \"" + stream
                    + "\" would share the topic \"" + name + "\", or topics whose names differ in dots and underscores"
                    + " alone; set topic_template so that they differ, or rename one");
        }
        return name;
    }
}
