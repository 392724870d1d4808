using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Server.Live;

namespace Server.Api;

/// <summary>
/// Brings the messages of the hub into the OpenAPI document, so that the page's types come from one place. OpenAPI has no
/// words for a hub: they are described as the answers of a path that <see cref="OpenApiDescription"/> takes out again, which
/// leaves their schemas.
/// </summary>
internal sealed class HubMessageDescription : IApiDescriptionProvider
{
    public const string Path = "live";

    private static readonly Type[] Messages =
    [
        typeof(FleetUpdate),
        typeof(ChargersUpdate),
        typeof(DataUpdate),
        typeof(ImportUpdate),
        typeof(ScenarioUpdate),
        typeof(ChargerUpdate),
        typeof(LogsUpdate),
        typeof(Subscription),
        typeof(PowerTrail),
    ];

    /// <summary>After the library's own.</summary>
    public int Order => 1000;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        var description = new ApiDescription
        {
            RelativePath = Path,
            HttpMethod = "GET",
            ActionDescriptor = new ActionDescriptor
            {
                DisplayName = Path,
                EndpointMetadata = [new TagsAttribute("Live")],
            },
        };
        for (var i = 0; i < Messages.Length; i++)
        {
            var response = new ApiResponseType { StatusCode = 200 + i, Type = Messages[i] };
            response.ApiResponseFormats.Add(new ApiResponseFormat { MediaType = "application/json" });
            description.SupportedResponseTypes.Add(response);
        }

        context.Results.Add(description);
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context) { }
}
