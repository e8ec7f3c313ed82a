import "./copy";
import "./live";
import "./time";
import "./style.css";
