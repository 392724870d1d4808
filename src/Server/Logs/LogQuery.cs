using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ocpp;
using Server.Api;
using Server.Roster;
using Simulation.Logs;

namespace Server.Logs;

/// <summary>Which lines of the log: what is absent narrows nothing.</summary>
public sealed record LogQuery
{
    /// <summary>Only of this charger; may be given several times.</summary>
    [FromQuery(Name = "chargerId")]
    public string[]? ChargerId { get; init; }

    /// <summary>Only of the chargers that are in this location now.</summary>
    [FromQuery(Name = "locationId")]
    public string? LocationId { get; init; }

    /// <summary>Ocpp, connection, evse, scenario, chaos or system; may be given several times.</summary>
    [FromQuery(Name = "category")]
    public string[]? Category { get; init; }

    /// <summary>Such as call, result, error, connected, status-changed.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    /// <summary>In arrives at the charger, out leaves it.</summary>
    [FromQuery(Name = "direction")]
    public string? Direction { get; init; }

    /// <summary>An OCPP action, for calls and their answers; may be given several times.</summary>
    [FromQuery(Name = "action")]
    public string[]? Action { get; init; }

    /// <summary>Not before this instant, ISO 8601; without an offset it is UTC.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Not after this instant.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>A text in type, action, message id, problem or payload, whatever the case of its ASCII letters.</summary>
    [FromQuery(Name = "search")]
    public string? Search { get; init; }

    /// <summary>True for the lines that have a problem.</summary>
    [FromQuery(Name = "problem")]
    public bool? Problem { get; init; }

    /// <summary>Whether it says more than whose lines.</summary>
    internal bool PicksLines =>
        (Given(Category) ?? Given(Action)) is not null
        || (Text(Type) ?? Text(Direction) ?? Text(From) ?? Text(To) ?? Text(Search)) is not null
        || Problem is not null;

    /// <summary>What is asked for, or why it cannot be.</summary>
    internal ProblemHttpResult? Read(ChargerRoster roster, out LogSelection selection)
    {
        var errors = new List<FieldError>();
        selection = new LogSelection(
            new LogFilter
            {
                Categories = Categories(errors),
                Type = Text(Type),
                Direction = DirectionOf(errors),
                Actions = Given(Action),
                From = Time("from", From, errors),
                To = Time("to", To, errors),
                Search = Text(Search),
                Problems = Problem ?? false,
            },
            Of(roster)
        );
        return Unknown(roster) ?? (errors.Count > 0 ? Api.Problem.Invalid(errors) : null);
    }

    private ProblemHttpResult? Unknown(ChargerRoster roster) =>
        LocationId is not null && roster.Location(LocationId) is null ? Api.Problem.UnknownLocation(LocationId)
        : Given(ChargerId)?.FirstOrDefault(id => !roster.TryGet(id, out _)) is { } unknown
            ? Api.Problem.UnknownCharger(unknown)
        : null;

    private Func<string?, bool>? Of(ChargerRoster roster)
    {
        var ids = Given(ChargerId)?.ToHashSet(StringComparer.Ordinal);
        if (LocationId is not { } location)
        {
            return ids is null ? null : id => id is not null && ids.Contains(id);
        }

        return id =>
            id is not null
            && ids?.Contains(id) != false
            && roster.TryGet(id, out var charger)
            && charger.Row.LocationId == location;
    }

    private List<Simulation.Logs.LogCategory>? Categories(List<FieldError> errors)
    {
        if (Given(Category) is not { } names)
        {
            return null;
        }

        var categories = new List<Simulation.Logs.LogCategory>();
        foreach (var name in names)
        {
            if (EnumNames<LogCategory>.TryParse(name, out var category))
            {
                categories.Add((Simulation.Logs.LogCategory)category);
            }
            else
            {
                errors.Add(new("category", $"must be one of {EnumNames<LogCategory>.List}, not '{name}'"));
            }
        }

        return categories;
    }

    private Simulation.Logs.LogDirection? DirectionOf(List<FieldError> errors)
    {
        if (Text(Direction) is not { } name)
        {
            return null;
        }

        if (!EnumNames<LogDirection>.TryParse(name, out var direction))
        {
            errors.Add(new("direction", $"must be one of {EnumNames<LogDirection>.List}, not '{name}'"));
        }

        return direction == LogDirection.In ? Simulation.Logs.LogDirection.In : Simulation.Logs.LogDirection.Out;
    }

    private static Instant? Time(string field, string? text, List<FieldError> errors)
    {
        if (Text(text) is not { } given)
        {
            return null;
        }

        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, styles, out var time))
        {
            return Instant.FromUtc(time);
        }

        errors.Add(new(field, $"must be an instant as 2026-01-31T12:00:00Z, not '{given}'"));
        return null;
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string[]? Given(string[]? texts) =>
        texts?.Where(text => text.Length > 0).ToArray() is { Length: > 0 } given ? given : null;
}

/// <summary>Which lines, of which chargers; null for all, and for what the simulator itself has done.</summary>
internal sealed record LogSelection(LogFilter Filter, Func<string?, bool>? Of);
