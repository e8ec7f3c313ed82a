package org.isnad.formats;

import java.util.List;
import java.util.Objects;

import org.isnad.chain.Revision;
import org.isnad.content.Place;
import org.isnad.content.Place.Point;
import org.isnad.reads.Brief;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Revisions as GeoJSON (RFC 7946). */
final class GeoJson {

    private final ObjectMapper mapper;
    private final FormatContext context;

    GeoJson(ObjectMapper mapper, FormatContext context) {
        this.mapper = mapper;
        this.context = context;
    }

    /** Returns the points of the places that a revision names, in the order of its fields. */
    static List<Point> points(Revision<?> revision) {
        return Parts.of(revision.content(), Place.class).stream().map(Place::point).filter(Objects::nonNull).toList();
    }

    /** Returns a revision as a feature with the properties of the brief view; its geometry is null if no place has a point. */
    ObjectNode feature(Revision<?> revision) {
        ObjectNode feature = mapper.createObjectNode().put("type", "Feature").put("id", context.address(revision));
        feature.set("geometry", geometry(points(revision)));
        Brief brief = Brief.of(revision);
        ObjectNode properties = mapper.valueToTree(brief);
        return feature.set("properties", properties.put("sourceName", context.sourceName(brief.source())));
    }

    private ObjectNode geometry(List<Point> points) {
        if (points.isEmpty()) {
            return null;
        }
        if (points.size() == 1) {
            return mapper.createObjectNode().put("type", "Point").set("coordinates", position(points.get(0)));
        }
        ArrayNode positions = mapper.createArrayNode().addAll(points.stream().map(this::position).toList());
        return mapper.createObjectNode().put("type", "MultiPoint").set("coordinates", positions);
    }

    private ArrayNode position(Point point) {
        return mapper.createArrayNode().add(point.lon()).add(point.lat());
    }
}
