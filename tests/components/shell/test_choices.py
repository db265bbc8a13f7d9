"""Codes chosen by their words, None among them."""

from tests import app_driver


def page_with_a_choice():
    import streamlit as st

    from components.shell.choices import choose_code

    words = {None: "All segments", "gold": "Gold", "tin": "Tin"}
    st.markdown(f"first: {choose_code('First', words)}")
    st.markdown(f"saved: {choose_code('Saved', words, 'tin')}")
    st.markdown(f"unknown: {choose_code('Unknown', {'gold': 'Gold'}, 'lead', ask=st.radio)}")


def said(app):
    return [text.value for text in app.markdown]


def test_a_choice_starts_from_what_was_saved_else_from_the_first():
    assert said(app_driver.open_part(page_with_a_choice)) == ["first: None", "saved: tin", "unknown: gold"]


def test_none_stays_chosen_when_the_page_is_drawn_again():
    app = app_driver.open_part(page_with_a_choice)
    app = app.selectbox[0].select_index(2).run()
    assert said(app)[0] == "first: tin"

    app = app.selectbox[0].select_index(0).run().run()

    assert said(app)[0] == "first: None"
    assert app.selectbox[0].index == 0
