from pitches.urls import closing, ideas, plan

app_name = "pitches"
urlpatterns = [*plan.urlpatterns, *ideas.urlpatterns, *closing.urlpatterns]
