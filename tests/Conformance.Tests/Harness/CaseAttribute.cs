namespace Conformance.Tests.Harness;

/// <summary>A test that is one charge point case of the OCPP Compliance Testing Tool, 2024-04.</summary>
/// <param name="number">Its number without <c>TC_</c> and <c>_CS</c>: <c>004_1</c>.</param>
/// <param name="title">Its title.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CaseAttribute : FactAttribute
{
    public CaseAttribute(string number, string title)
    {
        Number = number;
        Title = title;
        DisplayName = $"{Id} {title}";
    }

    public string Number { get; }

    public string Title { get; }

    /// <summary>The number as the tool writes it.</summary>
    public string Id => $"TC_{Number}_CS";

    /// <summary>What the page says about the case beside its result: variants, and which of several allowed ways is taken.</summary>
    public string Note { get; init; } = "";
}
