"""Small files written by hand in the shape of shop systems' exports."""

# ruff: noqa: E501  the rows of such exports are long

OLIST_JOINED = """\
order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value,payment_sequential,payment_type,payment_installments,payment_value,review_id,review_score,review_comment_title,review_comment_message,review_creation_date,review_answer_timestamp,product_category_name,product_name_lenght,product_weight_g,seller_zip_code_prefix,seller_city,seller_state,product_category_name_english
e481,9ef4,delivered,2017-10-02 10:56:33,2017-10-02 11:07:15,2017-10-04 19:55:00,2017-10-10 21:25:13,2017-10-18 00:00:00,7c39,03149,sao paulo,SP,1,87285,3504,2017-10-06 11:07:15,29.99,8.72,1,credit_card,1,18.12,a54f,4,,bom,2017-10-11 00:00:00,2017-10-12 03:43:48,utilidades,40,500,9350,maua,SP,housewares
53cd,b083,delivered,2018-07-24 20:41:37,2018-07-26 03:24:27,,,2018-08-13 00:00:00,af07,47813,barreiras,BA,1,595f,289c,2018-07-30 03:24:27,118.70,22.76,1,boleto,1,141.46,8d52,4,,,2018-08-08 00:00:00,2018-08-08 18:37:50,perfumaria,29,400,31570,belo,SP,perfumery
"""
OLIST_ORDERS = """\
order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date
o1,k1,delivered,2017-10-02 10:56:33,2017-10-02 11:07:15,2017-10-04 19:55:00,2017-10-10 21:25:13,2017-10-18 00:00:00
o2,k2,canceled,2018-07-24 20:41:37,,,,2018-08-13 00:00:00
"""
OLIST_ITEMS = """\
order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value
o1,1,p1,s1,2017-10-06 11:07:15,29.99,8.72
o1,2,p2,s1,2017-10-06 11:07:15,5.00,8.72
o2,1,p1,s1,2018-07-30 03:24:27,118.70,22.76
o9,1,p1,s1,2018-07-30 03:24:27,1.00,1.00
"""
OLIST_CUSTOMERS = """\
customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state
k1,u1,01001,sao paulo,SP
k2,u1,01001,sao paulo,SP
"""
OLIST_PRODUCTS = """\
product_id,product_category_name,product_name_lenght,product_description_lenght,product_photos_qty,product_weight_g,product_length_cm,product_height_cm,product_width_cm
p1,perfumaria,40,287,1,225,16,10,14
"""
SHOPIFY = """\
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing City,Billing Zip,Billing Country,Shipping Name,Shipping Street,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References
#1001,a@b.c,paid,2020-01-01 10:00:05 -0500,fulfilled,,yes,USD,27.00,5.00,0.00,32.00,TEN,3.00,Standard,2020-01-01 10:00:00 -0500,2,Mug,10.00,12.00,MUG-1,true,true,fulfilled,Ann,1 St,1 St,NY,1,US,Ann,1 St,NY,1,NY,US,,,,,card,,0.00,Acme,0.00,,Main,,55,,Low,web,0.00,,,,,,,,,,,
#1001,a@b.c,,,,,,,,,,,,,,2020-01-01 10:00:00 -0500,1,Cup,10.00,,,true,true,fulfilled,,,,,,,,,,,,,,,,,,,,Acme,,,,,,,,,0.00,,,,,,,,,,,
#1002,b@b.c,paid,2020-01-02 10:00:05 -0500,fulfilled,,no,USD,10.00,5.00,0.00,15.00,,0.00,Standard,2020-01-02 10:00:00 -0500,3,Mug,3.50,,MUG-1,true,true,fulfilled,Bob,2 St,2 St,LA,2,CA,Bob,2 St,LA,2,ON,CA,,,,,card,,0.00,Acme,0.00,,Main,,56,,Low,web,0.50,,,,,,,,,,,
"""
WOOCOMMERCE = """\
Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Company (Billing),Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),Email (Billing),Phone (Billing),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Shipping Method Title,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost,Coupon Code,Discount Amount,Discount Amount Tax
501,completed,2023-05-01 10:00,,Ann,A,,1 St,NY,NY,1,US,a@b.c,1,Card,5,30,Flat,0,0,25,0,SK1,1,Mug,2,10,TEN,5,0
501,completed,2023-05-01 10:00,,Ann,A,,1 St,NY,NY,1,US,a@b.c,1,Card,5,30,Flat,0,0,25,0,SK2,2,Cup,1,10,TEN,5,0
"""
WOO_ITEMS = """\
order_id,order_number,date,status,shipping_total,order_total,order_currency,payment_method,customer_id,billing_email,billing_country,item_id,item_name,item_product_id,item_sku,item_quantity,item_subtotal,item_subtotal_tax,item_total,item_total_tax,coupons
71,1071,2023-05-01 10:00:00,completed,0,16.00,USD,card,7,a@b.c,US,1,Mug,11,SK1,2,20.00,0,16.00,0,TEN
"""
AMAZON = """\
amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\torder-channel\turl\tship-service-level\tproduct-name\tsku\tasin\titem-status\tquantity\tcurrency\titem-price\titem-tax\tshipping-price\tshipping-tax\tgift-wrap-price\tgift-wrap-tax\titem-promotion-discount\tship-promotion-discount\tship-city\tship-state\tship-postal-code\tship-country\tpromotion-ids\tis-business-order\tpurchase-order-number\tprice-designation
111-1\t\t2023-05-01T10:00:00+00:00\t2023-05-02T10:00:00+00:00\tShipped\tAmazon\tAmazon.com\t\t\tStandard\tMug\tMUG-1\tB01\tShipped\t2\tUSD\t20.00\t1.00\t\t\t\t\t5.00\t\tNY\tNY\t1\tUS\tP1\tfalse\t\t
"""
