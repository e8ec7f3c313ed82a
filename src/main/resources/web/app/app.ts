import "./live";
import "./time";
import "./style.css";
