using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Server.Api;
using Server.Chargers;
using Server.Health;
using Server.Import;
using Server.Locations;
using Server.Vehicles;

var builder = WebApplication.CreateBuilder(args);
builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
builder.Services.AddOpenApi("v1", OpenApiDescription.Configure);
builder.Services.AddSingleton<IApiDescriptionProvider, HubMessageDescription>();

var app = builder.Build();
app.MapOpenApi();
app.MapHealth();
app.MapChargers();
app.MapDriverActions();
app.MapChaos();
app.MapConfiguration();
app.MapChargerLogs();
app.MapLocations();
app.MapVehicles();
app.MapImport();
await app.RunAsync();
