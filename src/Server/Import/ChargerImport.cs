using System.Text.Json;
using System.Text.Json.Nodes;
using Server.Api;
using Server.Chargers;
using Server.Export;
using Server.Roster;
using Server.Storage;

namespace Server.Import;

/// <summary>A charger that an import writes: a new one, or another definition of one that is there.</summary>
internal sealed record ChargerEntry(ChargerRow Row, ChargerReplacement? Replacement);

/// <summary>A file of chargers for a location.</summary>
internal sealed class ChargerImport(ChargerRoster roster, string locationId, bool upsert) : FileImport<ChargerEntry>
{
    public override ImportSchema Schema => ImportSchema.Chargers;

    public override string? CableOf(string id, int evseId) =>
        upsert
        && roster.TryGet(id, out var charger)
        && charger.Row.Evses.FirstOrDefault(evse => evse.Id == evseId) is { } evse
            ? EnumNames<Cable>.Name(evse.Cable == ChargePoints.CableKind.Socket ? Cable.Socket : Cable.Fixed)
            : null;

    public override Task CommitAsync(ImportProgress progress) =>
        roster.ApplyAsync(
            [.. Entries.Where(entry => entry.Replacement is null).Select(entry => entry.Row)],
            [.. Entries.Select(entry => entry.Replacement).OfType<ChargerReplacement>()],
            progress.Report
        );

    protected override ItemFinding<ChargerEntry> Check(FileItem item, JsonElement json, List<FieldError> errors)
    {
        if (item.Id is { } id && roster.TryGet(id, out var charger))
        {
            if (charger.Row.LocationId != locationId)
            {
                errors.Add(new("id", ImportWords.Elsewhere(Schema, id, charger.Row.LocationId)));
            }
            else if (upsert)
            {
                return CheckUpdate(charger, json, errors);
            }
            else
            {
                errors.Add(new("id", ImportWords.Taken(Schema, id, locationId)));
            }
        }

        // With an id that is taken as well: everything that is wrong is said at once.
        return ChargerReader.Read(json, locationId, errors, single: false) is { } row
            ? new(ImportOutcome.Create, new(row, null))
            : ItemFinding<ChargerEntry>.Invalid;
    }

    private static ItemFinding<ChargerEntry> CheckUpdate(
        RosterCharger charger,
        JsonElement json,
        List<FieldError> errors
    )
    {
        if (IsAsExported(charger, json))
        {
            return ItemFinding<ChargerEntry>.Unchanged;
        }

        if (json.TryGetProperty("locationId", out _))
        {
            errors.Add(new("locationId", ImportWords.NoLocation));
        }

        if (
            ChargerPatching.Apply(ChargerExport.Current(charger), WithoutNullPassword(json), errors)
            is not var (row, configuration)
        )
        {
            return ItemFinding<ChargerEntry>.Invalid;
        }

        var changes = ChargerPatching.Changes(charger, row, configuration);
        if (changes.Count == 0)
        {
            return ItemFinding<ChargerEntry>.Unchanged;
        }

        if (charger.Unit.Snapshot.Evses.Any(evse => evse.Transaction is not null))
        {
            errors.Add(
                new("id", "has a transaction running, and a change makes it start anew: stop its transactions first")
            );
        }

        return new(ImportOutcome.Update, new(row, new(charger, row, configuration)), changes);
    }

    // No file has the password that a charger had: null is as good as absent here, and the password is kept.
    private static JsonElement WithoutNullPassword(JsonElement json)
    {
        if (!json.TryGetProperty("password", out var password) || password.ValueKind != JsonValueKind.Null)
        {
            return json;
        }

        var fields = JsonObject.Create(json)!;
        fields.Remove("password");
        return JsonSerializer.SerializeToElement(fields);
    }

    /// <summary>
    /// Whether all that the file has is what an export would say. So an export is unchanged whatever state the charger is in,
    /// one that a definition could not have included: a profile that its CSMS has raised, say.
    /// </summary>
    private static bool IsAsExported(RosterCharger charger, JsonElement json)
    {
        var seen = new HashSet<string>();
        var exported = JsonSerializer.SerializeToElement(ChargerExport.Write(charger));
        return json.EnumerateObject()
            .All(field =>
                seen.Add(field.Name)
                && exported.TryGetProperty(field.Name, out var value)
                && JsonElement.DeepEquals(value, field.Value)
            );
    }
}
