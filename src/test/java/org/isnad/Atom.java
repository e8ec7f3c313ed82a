package org.isnad;

import static io.restassured.RestAssured.given;
import static org.isnad.Api.V1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;

import io.restassured.response.Response;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

/** An Atom document as a feed reader (ROME) and an XML parser read it. */
final class Atom {

    static final String TYPE = "application/atom+xml;charset=UTF-8";

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";
    private static final String HISTORY = "http://purl.org/syndication/history/1.0";

    private final Document xml;
    private final Feed feed;

    private Atom(byte[] bytes) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            xml = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
            feed = (Feed) new WireFeedInput().build(new InputSource(new ByteArrayInputStream(bytes)));
        } catch (IOException | SAXException | ParserConfigurationException | FeedException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads a document of a crisis; the query has a question mark before it. */
    static Atom read(String crisis, String query) {
        return of(Api.get("/crises/" + crisis + "/feed.atom" + query));
    }

    /** Reads the document at an absolute address of this service, whatever its host. */
    static Atom at(String address) {
        URI uri = URI.create(address);
        return of(given().urlEncodingEnabled(false).get(uri.getRawPath() + "?" + uri.getRawQuery()));
    }

    static Atom of(Response answer) {
        answer.then().statusCode(200).header("Content-Type", TYPE);
        Atom atom = new Atom(answer.asByteArray());
        atom.requireValid();
        return atom;
    }

    /** What RFC 4287 requires of a feed and its entries. */
    private void requireValid() {
        for (String element : List.of("id", "title", "updated")) {
            assertEquals(1, count("/a:feed/a:" + element), element);
            assertEquals(count("/a:feed/a:entry"), count("/a:feed/a:entry/a:" + element), element);
        }
        assertEquals(0, count("/a:feed/a:entry[not(a:author/a:name)]"));
        assertEquals(1, count("/a:feed[@*[name()='xml:lang']]/a:link[@rel='self']"));
        assertEquals(0, count("/a:feed/a:entry[not(@*[name()='xml:lang'])]"));
        assertEquals(0, count("//a:content[@type!='html']"));
        List<String> ids = all("/a:feed/a:entry/a:id");
        assertEquals(ids.size(), ids.stream().distinct().count());
        assertEquals(ids, feed.getEntries().stream().map(Entry::getId).toList());
    }

    /** The entries as ROME has them, in the order of the document. */
    List<Entry> entries() {
        return feed.getEntries();
    }

    /** The entry of a revision, by its path below the API's root. */
    Entry entry(String path) {
        List<Entry> found = feed.getEntries().stream().filter(entry -> path(entry).equals(path)).toList();
        assertEquals(1, found.size(), path);
        return found.get(0);
    }

    /** The paths of the revisions of the entries, below the API's root. */
    List<String> paths() {
        return feed.getEntries().stream().map(Atom::path).toList();
    }

    static String path(Entry entry) {
        return URI.create(entry.getAlternateLinks().get(0).getHref()).getPath().substring(V1.length());
    }

    static String html(Entry entry) {
        return entry.getContents().get(0).getValue();
    }

    /** The address that the document links to by a relation, or an empty text. */
    String link(String relation) {
        return text("/a:feed/a:link[@rel='" + relation + "']/@href");
    }

    boolean isArchive() {
        return count("/a:feed/h:archive") == 1;
    }

    /** The refs of the tombstones. */
    List<String> tombstones() {
        return all("/a:feed/t:deleted-entry/@ref");
    }

    /** A field of the tombstone of an entry: an attribute after @, or t:comment. */
    String tombstone(String id, String field) {
        return text("/a:feed/t:deleted-entry[@ref='" + id + "']/" + field);
    }

    String updated(String id) {
        return text("/a:feed/a:entry[a:id='" + id + "']/a:updated");
    }

    String text(String path) {
        return String.join("", all(path));
    }

    private int count(String path) {
        return all(path).size();
    }

    private List<String> all(String path) {
        String plain = path.replaceAll("([ath]):([a-z-]+)", "*[local-name()='$2' and namespace-uri()='$1']")
                .replace("='a'", "='" + ATOM + "'").replace("='t'", "='" + TOMBSTONES + "'")
                .replace("='h'", "='" + HISTORY + "'");
        try {
            NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(plain, xml, XPathConstants.NODESET);
            List<String> texts = new ArrayList<>();
            for (int at = 0; at < nodes.getLength(); at++) {
                texts.add(nodes.item(at).getTextContent());
            }
            return texts;
        } catch (XPathExpressionException e) {
            throw new AssertionError(path, e);
        }
    }

    /** The name of a revision (RFC 6920), from its hash. */
    static String id(String path) {
        String hash = Api.get(path).then().statusCode(200).extract().path("hash");
        return "ni:///sha-256;" + Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hash));
    }
}
