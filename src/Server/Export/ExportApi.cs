using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Server.Api;
using Server.Chargers;
using Server.Import;
using Server.Roster;
using Server.Vehicles;

namespace Server.Export;

/// <summary>/export: the chargers or vehicles of a location as a file that imports again unchanged.</summary>
internal static class ExportApi
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        // It is a file, and no part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void MapExport(this IEndpointRouteBuilder app)
    {
        var export = app.MapGroup("/export").WithTags("Export");
        export
            .MapGet("/chargers", Chargers)
            .WithName("exportChargers")
            .WithSummary("The chargers of the active location as a file")
            .WithDescription(
                "format is json (default) or csv; locationId takes another location. The configuration is the one that each charger "
                    + "has now, as far as it differs from the defaults. Passwords are not in it: absent in an import with mode=upsert, "
                    + "they are kept. CSV has the columns authorize_before_start, boot_on_reconnect, backup_power, "
                    + "resume_after_power_loss, max_reconnect_attempts, max_reconnect_minutes and quirks only where a charger has another value in one of them than the default. A cell "
                    + "that begins with = + - @ gets an apostrophe before it, which an import takes off again."
            )
            .AddOpenApiOperationTransformer(DescribeFormat)
            .Produces<IReadOnlyList<ChargerInput>>(contentType: "application/json", additionalContentTypes: "text/csv")
            .Problems(404, 422);
        export
            .MapGet("/vehicles", Vehicles)
            .WithName("exportVehicles")
            .WithSummary("The vehicles of the active location as a file")
            .WithDescription("format is json (default) or csv; locationId takes another location.")
            .AddOpenApiOperationTransformer(DescribeFormat)
            .Produces<IReadOnlyList<VehicleInput>>(contentType: "application/json", additionalContentTypes: "text/csv")
            .Problems(404, 422);
    }

    private static Task DescribeFormat(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        if (
            operation.Parameters?.FirstOrDefault(parameter => parameter.Name == "format")?.Schema
            is OpenApiSchema format
        )
        {
            format.Enum = ["json", "csv"];
        }

        if (operation.Responses?.GetValueOrDefault("200")?.Content is { } content)
        {
            content["text/csv"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        return Task.CompletedTask;
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Chargers(
        ChargerRoster roster,
        HttpResponse response,
        string? format,
        string? locationId
    )
    {
        var location = locationId ?? roster.Active.Id;
        return Of(
            roster,
            ImportSchema.Chargers,
            response,
            format,
            location,
            () => roster.In(location).Select(ChargerExport.Write),
            rare: roster.In(location).Any(charger => ChargerExport.HasRareFields(charger.Row))
        );
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Vehicles(
        ChargerRoster roster,
        HttpResponse response,
        string? format,
        string? locationId
    )
    {
        var location = locationId ?? roster.Active.Id;
        return Of(
            roster,
            ImportSchema.Vehicles,
            response,
            format,
            location,
            () => roster.Vehicles.Where(vehicle => vehicle.LocationId == location).Select(VehicleReader.Write)
        );
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Of(
        ChargerRoster roster,
        ImportSchema schema,
        HttpResponse response,
        string? format,
        string locationId,
        Func<IEnumerable<JsonObject>> items,
        bool rare = false
    )
    {
        if (format is not (null or "json" or "csv"))
        {
            return Problem.Invalid("format", $"must be json or csv, not '{format}'");
        }

        if (roster.Location(locationId) is null)
        {
            return Problem.UnknownLocation(locationId);
        }

        var csv = format == "csv";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{schema.Plural}-{locationId}.{(csv ? "csv" : "json")}");
        response.Headers.ContentDisposition = disposition.ToString();
        var aborted = response.HttpContext.RequestAborted;
        return csv
            ? TypedResults.Stream(
                body => WriteCsvAsync(body, schema, rare, items(), aborted),
                "text/csv; charset=utf-8"
            )
            : TypedResults.Stream(body => WriteJsonAsync(body, items(), aborted), "application/json");
    }

    /// <summary>One object a line.</summary>
    private static async Task WriteJsonAsync(Stream body, IEnumerable<JsonObject> items, CancellationToken aborted)
    {
        await using var writer = new StreamWriter(body, leaveOpen: true) { NewLine = "\n" };
        var count = 0;
        foreach (var item in items)
        {
            await writer.WriteAsync(count++ == 0 ? "[\n" : ",\n");
            await writer.WriteAsync(item.ToJsonString(Readable).AsMemory(), aborted);
        }

        await writer.WriteAsync(count == 0 ? "[]\n" : "\n]\n");
    }

    private static async Task WriteCsvAsync(
        Stream body,
        ImportSchema schema,
        bool rare,
        IEnumerable<JsonObject> items,
        CancellationToken aborted
    )
    {
        List<ImportColumn> columns = [.. schema.Columns.Where(column => rare || !column.Rare)];
        await using var csv = CsvWriter.Create(body, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true);
        await csv.WriteRecordAsync([.. columns.Select(column => column.Name)], aborted);
        foreach (var item in items)
        {
            foreach (var evse in schema.HasEvses ? item["evses"]!.AsArray() : [null])
            {
                foreach (var column in columns)
                {
                    var cell = Cell(column, (column.OfEvse ? evse!.AsObject() : item)[column.Field]);
                    // A spreadsheet of another country takes a bare semicolon for a separator, and what follows for a cell of its own.
                    csv.WriteField(cell, cell.Contains(';') ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
                }

                await csv.EndRecordAsync(aborted);
            }
        }

        await csv.FlushAsync(aborted);
    }

    private static string Cell(ImportColumn column, JsonNode? value) =>
        (column.Kind, value) switch
        {
            (_, null) or (CellKind.Json, JsonObject { Count: 0 }) => "",
            (CellKind.Names, JsonArray names) => string.Join(' ', names),
            (CellKind.Text, _) => CsvFormula.Guard(value.GetValue<string>()),
            _ => value.ToJsonString(Readable),
        };
}
