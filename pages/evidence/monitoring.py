"""Evidence ▸ Monitoring: does the model still fit what was sold since it was trained?"""

from components.monitoring import newest_monitoring, show_monitoring
from components.monitoring.parts import monitoring_parts, show_advice, show_monitored
from components.shell import display, guards, results

display.show_heading("Monitoring", "Does the model still fit what was sold since it was trained?")
shop = guards.require_data()
found = results.require_results(shop)
monitored = newest_monitoring(shop, found)
if monitored:
    show_advice(monitored)
show_monitoring(shop, found, monitored)
if monitored:
    display.show_tabs(monitoring_parts(found, monitored), f"monitoring-tabs-{shop.name}")
    show_monitored(monitored)
