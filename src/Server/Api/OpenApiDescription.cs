using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Server.Api;

/// <summary>The description of the API, at /openapi/v1.json and in web/openapi.json.</summary>
internal static class OpenApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info = new()
                {
                    Title = "OCPP charger simulator",
                    Version = "v1",
                    Description =
                        "Simulated OCPP 1.6J chargers: define them, drive them, break them. Errors are RFC 9457 problem details; "
                        + "lists are bare arrays with the total before paging in X-Total-Count. Live updates come over the SignalR "
                        + "hub at /live (JSON protocol): Subscribe(topic) with topic fleet, chargers, data, import, charger:ID, "
                        + "scenario:LOCATION, SubscribeLogs(the filter of GET /logs), Unsubscribe(topic), WatchRows(ids); its messages are the schemas FleetUpdate, ChargersUpdate, "
                        + "DataUpdate, ImportUpdate, ScenarioUpdate, ChargerUpdate and LogsUpdate.",
                };
                // The address is where the document was fetched from.
                document.Servers?.Clear();
                _ = document.Paths.Remove("/" + HubMessageDescription.Path);
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                if (context.Description.HttpMethod == HttpMethods.Get)
                {
                    DescribeTotal(operation);
                }

                return Task.CompletedTask;
            }
        );
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
                if (type.IsEnum)
                {
                    DescribeEnum(schema, type);
                }
                else if (context.JsonTypeInfo.ElementType is { IsEnum: true } names)
                {
                    // The library leaves the items of such a list undescribed.
                    var items = new OpenApiSchema();
                    DescribeEnum(items, names);
                    schema.Items = items;
                }
                else if (type == typeof(DateTimeOffset))
                {
                    var nullable = type != context.JsonTypeInfo.Type;
                    schema.Type = nullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
                    schema.Format = "date-time";
                }

                return Task.CompletedTask;
            }
        );
    }

    /// <summary>A list says how long it is.</summary>
    private static void DescribeTotal(OpenApiOperation operation)
    {
        if (
            operation.Responses?.GetValueOrDefault("200") is OpenApiResponse { Content: { } content } response
            && content.Values.Any(media => media.Schema?.Type == JsonSchemaType.Array)
        )
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers[Paging.TotalHeader] = new OpenApiHeader
            {
                Description = "How many there are before paging",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" },
            };
        }
    }

    private static void DescribeEnum(OpenApiSchema schema, Type type)
    {
        var names =
            (IEnumerable<string>)
                typeof(EnumNames<>).MakeGenericType(type).GetProperty(nameof(EnumNames<>.All))!.GetValue(null)!;
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. names.Select(name => (JsonNode)name)];
    }
}
