"""Small files written by hand in the shape of well-known event logs and sales exports."""

# ruff: noqa: E501  the rows of such exports are long

ONLINE_RETAIL = """\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HOLDER,6,12/1/2010 8:26,2.55,17850.0,United Kingdom
536366,71053,LANTERN,6,12/13/2010 8:28,3.39,13047.0,France
C536379,71053,LANTERN,-1,12/14/2010 9:41,3.39,13047.0,France
"""
ONLINE_RETAIL_II = """\
Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
489434,85048,LIGHTS,12,2009-12-01 07:45:00,6.95,13085.0,United Kingdom
489435,22350,CAT BOWL,12,2009-12-01 07:46:00,2.55,13085.0,United Kingdom
"""
REES46 = """\
event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session
2019-10-01 00:00:00 UTC,view,44600062,2103807459595387724,,shiseido,35.79,541312140,72d76fde-8bb3
2019-10-01 00:00:04 UTC,cart,3900821,2053013552326770905,appliances.environment,aqua,33.20,554748717,9333dfbd
2019-10-01 00:00:09 UTC,purchase,3900821,2053013552326770905,appliances.environment,aqua,33.20,554748717,9333dfbd
"""
GA4 = """\
user_pseudo_id,item_id,item_name,price_in_usd,price,quantity,item_revenue_in_usd,item_revenue,event_date,event_timestamp,country,region,mobile_brand_name,mobile_model_name
2697787.2422183099,GGOEGAAA,Tee,24,24,2,48,48,20201121,1605937059520352,Sri Lanka,Western,<Other>,<Other>
3680421.4213771360,GGOEGBBB,Cup,5.5,5.5,1,5.5,5.5,20201121,1605952726508472,India,(not set),Apple,Safari
"""
RETAILROCKET = """\
timestamp,visitorid,event,itemid,transactionid
1433221332117,257597,view,355908,
1433224214164,992329,addtocart,248676,
1433222276276,599528,transaction,356475,4000
"""
TAOBAO = """\
1,2268318,2520377,pv,1511544070
1,2333346,2520771,cart,1511561733
100,2576651,149192,fav,1511572885
100,2576651,149192,buy,1511573000
"""
TIANCHI = """\
user_id,item_id,behavior_type,user_geohash,item_category,time
98047837,232431562,1,,4245,2014-12-06 02
97726136,383583590,1,,5894,2014-12-09 20
98607707,64749712,4,94ek6jb,2883,2014-12-18 11
"""
DUNNHUMBY = """\
household_key,BASKET_ID,DAY,PRODUCT_ID,QUANTITY,SALES_VALUE,STORE_ID,RETAIL_DISC,TRANS_TIME,WEEK_NO,COUPON_DISC,COUPON_MATCH_DISC
2375,26984851472,1,1004906,1,1.39,364,-0.60,1631,1,0.0,0.0
2375,26984851472,1,1033142,1,0.82,364,0.0,1631,1,0.0,0.0
2375,26984851516,711,1036325,2,3.00,364,-0.99,5,102,-0.50,-0.25
"""
HH_DEMOGRAPHIC = """\
AGE_DESC,MARITAL_STATUS_CODE,INCOME_DESC,HOMEOWNER_DESC,HH_COMP_DESC,HOUSEHOLD_SIZE_DESC,KID_CATEGORY_DESC,household_key
65+,A,35-49K,Homeowner,2 Adults No Kids,2,None/Unknown,2375
"""
DUNNHUMBY_PRODUCT = """\
PRODUCT_ID,MANUFACTURER,DEPARTMENT,BRAND,COMMODITY_DESC,SUB_COMMODITY_DESC,CURR_SIZE_OF_PRODUCT
1004906,69,PRODUCE,Private,POTATOES,POTATOES RUSSET,5 LB
"""
INSTACART_ORDERS = """\
order_id,user_id,eval_set,order_number,order_dow,order_hour_of_day,days_since_prior_order
2539329,1,prior,1,2,08,
2398795,1,prior,2,3,07,15.0
473747,1,prior,3,3,12,21.0
2168274,2,prior,1,0,11,
"""
INSTACART_LINES = """\
order_id,product_id,add_to_cart_order,reordered
2539329,196,1,0
2398795,196,1,1
473747,14084,1,0
2168274,196,1,0
"""
INSTACART_PRODUCTS = """\
product_id,product_name,aisle_id,department_id
196,Soda,77,7
14084,"Milk, organic",91,16
"""
