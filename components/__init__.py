"""What the analyst sees: components ask (choose_*), map (*_chart) and draw (show_*)."""
