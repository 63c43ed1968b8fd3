from pitches.urls import closing, plan

app_name = "pitches"
urlpatterns = [*plan.urlpatterns, *closing.urlpatterns]
