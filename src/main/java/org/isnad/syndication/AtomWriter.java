package org.isnad.syndication;

import java.io.StringWriter;
import java.time.Instant;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a document of a feed in Atom (RFC 4287), with tombstones (RFC 6721) and links to archives (RFC 5005). */
final class AtomWriter {

    /** The media type, and the media type with the character encoding. */
    static final String TYPE = "application/atom+xml";
    static final String CONTENT_TYPE = TYPE + ";charset=UTF-8";

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";
    private static final String HISTORY = "http://purl.org/syndication/history/1.0";
    private static final String SCHEME = "urn:isnad:";

    /** The provider of the JDK, because another one on the class path may write other bytes. */
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final FeedDocument document;
    private final XMLStreamWriter xml;

    private AtomWriter(FeedDocument document, XMLStreamWriter xml) {
        this.document = document;
        this.xml = xml;
    }

    /** Returns a document in XML 1.0. */
    static String write(FeedDocument document) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(out);
            new AtomWriter(document, xml).writeFeed();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return out.toString();
    }

    private void writeFeed() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace(ATOM);
        xml.writeNamespace("at", TOMBSTONES);
        xml.writeNamespace("fh", HISTORY);
        writeLanguage(document.language());
        writeText("id", document.id());
        writePhrase("title", document.title());
        writeTime("updated", document.updated());
        writeAuthor(FeedDocument.SERVICE);
        writeText("generator", FeedDocument.SERVICE);
        writeLinks();
        for (Entry entry : document.entries()) {
            if (entry.state().isWithdrawal()) {
                writeTombstone(entry);
            }
            writeEntry(entry);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void writeLinks() throws XMLStreamException {
        FeedDocument.Addresses addresses = document.addresses();
        writeLink("self", TYPE, addresses.self());
        writeLink("alternate", "application/json", document.absolute(document.crisisPath()));
        if (addresses.previous() != null) {
            writeLink("prev-archive", TYPE, addresses.previous());
        }
        if (addresses.isArchive()) {
            xml.writeEmptyElement(HISTORY, "archive");
            writeLink("current", TYPE, addresses.current());
        }
        if (addresses.next() != null) {
            writeLink("next-archive", TYPE, addresses.next());
        }
    }

    private void writeTombstone(Entry entry) throws XMLStreamException {
        xml.writeStartElement(TOMBSTONES, "deleted-entry");
        xml.writeAttribute("ref", entry.id());
        xml.writeAttribute("when", entry.updated().toString());
        if (entry.withdrawalReason() != null) {
            xml.writeStartElement(TOMBSTONES, "comment");
            writeLanguage(entry.withdrawalReason().language());
            writeCharacters(entry.withdrawalReason().text());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void writeEntry(Entry entry) throws XMLStreamException {
        xml.writeStartElement("entry");
        writeLanguage(entry.title().language());
        writeText("id", entry.id());
        writeText("title", entry.title().text());
        writeTime("published", entry.revision().recordedAt());
        writeTime("updated", entry.updated());
        writeAuthor(entry.author().text());
        writeCategories(entry);
        writeLinks(entry);
        xml.writeStartElement("content");
        xml.writeAttribute("type", "html");
        writeCharacters(entry.html());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void writeCategories(Entry entry) throws XMLStreamException {
        for (Entry.Category category : entry.categories()) {
            xml.writeEmptyElement("category");
            xml.writeAttribute("scheme", SCHEME + category.scheme());
            xml.writeAttribute("term", category.term());
        }
    }

    private void writeLinks(Entry entry) throws XMLStreamException {
        writeLink("alternate", "application/json", document.absolute(entry.path()));
        writeLink("related", "application/json", document.absolute(entry.recordPath()));
        if (entry.successorPath() != null) {
            writeLink("successor-version", "application/json", document.absolute(entry.successorPath()));
        }
    }

    private void writeAuthor(String name) throws XMLStreamException {
        xml.writeStartElement("author");
        writeText("name", name);
        xml.writeEndElement();
    }

    private void writePhrase(String element, Phrase phrase) throws XMLStreamException {
        xml.writeStartElement(element);
        writeLanguage(phrase.language());
        writeCharacters(phrase.text());
        xml.writeEndElement();
    }

    private void writeText(String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        writeCharacters(text);
        xml.writeEndElement();
    }

    private void writeTime(String element, Instant time) throws XMLStreamException {
        writeText(element, time.toString());
    }

    private void writeLink(String relation, String type, String address) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", address);
    }

    private void writeLanguage(String language) throws XMLStreamException {
        xml.writeAttribute("xml", XMLConstants.XML_NS_URI, "lang", language);
    }

    private void writeCharacters(String text) throws XMLStreamException {
        StringBuilder allowed = new StringBuilder();
        text.codePoints().map(character -> isAllowed(character) ? character : '\uFFFD').forEach(allowed::appendCodePoint);
        xml.writeCharacters(allowed.toString());
    }

    /** Whether XML 1.0 (2.2) allows a character. */
    private static boolean isAllowed(int character) {
        boolean isSurrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        boolean isControl = character < ' ' && character != '\t' && character != '\n' && character != '\r';
        return !isSurrogate && !isControl && character != 0xFFFE && character != 0xFFFF;
    }
}
