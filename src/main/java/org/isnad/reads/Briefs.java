package org.isnad.reads;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.Text;
import org.isnad.sources.Sources;
import org.isnad.web.Page;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers brief views, with the names of the sources. */
@ApplicationScoped
public class Briefs {

    private final History history;
    private final Sources sources;

    Briefs(History history, Sources sources) {
        this.history = history;
        this.sources = sources;
    }

    /**
     * Returns the response with the full or the brief view of a body, or 304 if the client has the current one.
     *
     * @param view the view of the crisis that the body is computed from
     * @param full computes the body; it is called only if the answer is 200
     * @param language returns the language of all texts of the body, or null if there is no such language
     * @param brief returns the brief view of the body
     */
    public <T> RestResponse<T> answer(ViewParameters parameters, ReadView view, Validator validator, Supplier<T> full,
            Function<T, Languages.Choice> language, Function<T, ?> brief) {
        // A source is renamed by a notice in each crisis that has revisions of it.
        long names = history.position(view.within(AsOf.NOW), Kind.NOTICE);
        return parameters.answer(validator, full, language, brief, names);
    }

    /** Returns the names of the sources of brief views in the preferred language, by id. */
    public Map<String, Text> names(List<Brief> briefs, Languages languages) {
        Map<String, Text> names = sources.names(briefs.stream().map(Brief::source).collect(toSet()));
        names.replaceAll((id, name) -> languages.in(languages.choose(new TreeSet<>(name.tags()), null), name, null));
        return names;
    }

    /** Returns copies of brief views with the names of the sources in the preferred language. */
    public List<Brief> complete(List<Brief> briefs, Languages languages) {
        Map<String, Text> names = names(briefs, languages);
        return briefs.stream().map(brief -> brief.named(names.get(brief.source()))).toList();
    }

    /** Returns the page of brief views with the names of the sources in the preferred language. */
    public Page<Brief> page(Page<?> page, List<Brief> briefs, Languages languages) {
        return new Page<>(page.position(), page.total(), complete(briefs, languages), page.next());
    }
}
