"""Bundlewise: the pages, the frame around them, and the page that the address asks for."""

import streamlit as st

from components.shell import admission, frame

PAGES = {
    "Shop": [
        st.Page("pages/shop/upload.py", title="Upload", url_path="upload"),
        st.Page("pages/shop/overview.py", title="Overview", url_path="overview"),
        st.Page("pages/shop/quality.py", title="Quality", url_path="quality"),
        st.Page("pages/shop/persons.py", title="Persons", url_path="persons"),
    ],
    "Customers": [
        st.Page("pages/customers/segments.py", title="Segments", url_path="segments"),
        st.Page("pages/customers/lifetime.py", title="Lifetime value", url_path="lifetime"),
        st.Page("pages/customers/interests.py", title="Interests", url_path="interests"),
        st.Page("pages/customers/recommendations.py", title="Recommendations", url_path="recommendations"),
        st.Page("pages/customers/search.py", title="Search", url_path="search"),
    ],
    "Pricing": [
        st.Page("pages/pricing/price_book.py", title="Price book", url_path="price-book"),
        st.Page("pages/pricing/response.py", title="Price response", url_path="response"),
        st.Page("pages/pricing/bundles.py", title="Bundles", url_path="bundles"),
        st.Page("pages/pricing/scenarios.py", title="Scenarios", url_path="scenarios"),
    ],
    "Evidence": [
        st.Page("pages/evidence/performance.py", title="Performance", url_path="performance"),
        st.Page("pages/evidence/validation.py", title="Validation", url_path="validation"),
        st.Page("pages/evidence/monitoring.py", title="Monitoring", url_path="monitoring"),
        st.Page("pages/evidence/errors.py", title="Error analysis", url_path="errors"),
        st.Page("pages/evidence/price_changes.py", title="Past price changes", url_path="price-changes"),
        st.Page("pages/evidence/explanation.py", title="Explanation", url_path="explanation"),
        st.Page("pages/evidence/recovery.py", title="Recovery check", url_path="recovery"),
        st.Page("pages/evidence/report.py", title="Report", url_path="report"),
    ],
    "Lab": [
        st.Page("pages/lab/train.py", title="Train", url_path="train"),
        st.Page("pages/lab/imbalance.py", title="Imbalance", url_path="imbalance"),
        st.Page("pages/lab/transfer.py", title="Transfer", url_path="transfer"),
        st.Page("pages/lab/tune.py", title="Tune", url_path="tune"),
        st.Page("pages/lab/models.py", title="Models", url_path="models"),
    ],
    "Governance": [
        st.Page("pages/governance/decisions.py", title="Decisions", url_path="decisions"),
        st.Page("pages/governance/law_checks.py", title="Law checks", url_path="law-checks"),
        st.Page("pages/governance/federated.py", title="Federated training", url_path="federated"),
        st.Page("pages/governance/consent.py", title="Consent", url_path="consent"),
        st.Page("pages/governance/fairness.py", title="Fairness", url_path="fairness"),
        st.Page(
            "pages/governance/anonymous_export.py", title="Anonymous export", url_path="anonymous-export"
        ),
        st.Page("pages/governance/private_figures.py", title="Private figures", url_path="private-figures"),
        st.Page(
            "pages/governance/price_of_privacy.py", title="Price of privacy", url_path="price-of-privacy"
        ),
        st.Page("pages/governance/access.py", title="Access", url_path="access"),
        st.Page("pages/governance/audit_log.py", title="Audit log", url_path="audit-log"),
    ],
}

frame.prepare_page()
start = st.Page(frame.first_page(), title="Bundlewise", url_path="start", default=True, visibility="hidden")
page = st.navigation({"": [start], **PAGES}, position="hidden")
if admission.is_let_in():
    frame.show_frame(PAGES)
    frame.run_page(page)
